/// Numbers and units in words.
package hyades.text;

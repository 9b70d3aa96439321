/// Numbers and units in words, and tables of them.
package hyades.text;

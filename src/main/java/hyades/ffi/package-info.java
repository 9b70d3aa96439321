/// Libraries of the system, bound by `java.lang.foreign`. [hyades.ffi.OpenClDevice] lists what computes,
/// [hyades.ffi.OpenClProgram] runs there; nothing here knows what is computed.
package hyades.ffi;

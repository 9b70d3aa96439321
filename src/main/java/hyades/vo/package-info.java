/// Work that waits for services of the Virtual Observatory: by threads, one a request, and no ranks. All that asks one
/// goes through a [hyades.vo.Web].
package hyades.vo;

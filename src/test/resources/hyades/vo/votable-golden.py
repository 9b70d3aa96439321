#!/usr/bin/python3
"""Made the *.vot beside it, once, with astropy 5.2.1 (Debian 12: python3-astropy): /usr/bin/python3 votable-golden.py

One table in the three forms that VOTable has for its cells: text, numbers of several kinds, and in each column one cell
that is not known (in BINARY, which has no word for that, texts are empty and whole numbers have the column's null).
"""
import numpy as np
from astropy.io.votable.tree import Field, Info, Resource, Table, VOTableFile

for form in ("tabledata", "binary", "binary2"):
    document = VOTableFile(version="1.4")
    resource = Resource(type="results")
    document.resources.append(resource)
    resource.infos.append(Info(name="QUERY_STATUS", value="OK"))
    table = Table(document)
    resource.tables.append(table)
    table.fields.extend([
        Field(document, name="main_id", datatype="char", arraysize="*", ucd="meta.id;meta.main"),
        Field(document, name="ra", datatype="double", unit="deg", ucd="pos.eq.ra;meta.main"),
        Field(document, name="dec", datatype="double", unit="deg", ucd="pos.eq.dec;meta.main"),
        Field(document, name="otype", datatype="unicodeChar", arraysize="*"),
        Field(document, name="flux", datatype="float", unit="mag"),
        Field(document, name="count", datatype="int"),
        Field(document, name="seen", datatype="boolean"),
    ])
    table.fields[5].values.null = -999
    table.create_arrays(3)
    table.array[0] = ("NGC 4782", 193.648875, -12.568611, "GiP", 11.75, 7, True)
    table.array[1] = ("a <b> & 'c'", 0.1, 89.99999999999999, "π", 1e-7, 2147483647, False)
    table.array[2] = ("", np.nan, np.nan, "", np.nan, -999, False)
    table.array.mask[2] = (True,) * 7
    table._config["version_1_3_or_later"] = True  # which to_xml() alone sets
    table.format = form
    document.to_xml(f"{form}.vot", tabledata_format=form)
    text = open(f"{form}.vot").read()
    open(f"{form}.vot", "w").write("\n".join(line for line in text.split("\n") if not line.startswith("<!--")
                                               and "astropy.io.votable version" not in line
                                               and "http://www.astropy.org" not in line))

# SPDX-FileCopyrightText: 2026 Netwerkbouwer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Ways to write an address so that a careless program speaks to its own network.

`{port}` is a canary that listens on this machine; `data.example.be` is a listed host.
"""

FORMS = (
    # numbers, in every notation that some resolver takes
    "https://127.0.0.1/",
    "https://127.0.0.1:{port}/",
    "https://127.1/",
    "https://127.0.1/",
    "https://2130706433/",
    "https://017700000001/",
    "https://0x7f000001/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://0x7f.0x0.0x0.0x1/",
    "https://127.0.0.1./",
    "https://0/",
    "https://0.0.0.0:{port}/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.100.100.200/",
    "https://168.63.129.16/",
    "https://[::1]/",
    "https://[::1]:{port}/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]:{port}/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1%25lo]/",
    "https://[fd00::1]/",
    "https://[0:0:0:0:0:0:0:1]/",
    # names of here
    "https://localhost/",
    "https://localhost:{port}/",
    "https://LOCALHOST/",
    "https://localhost./",
    "https://localhost.localdomain/",
    "https://ip6-localhost/",
    "https://127.0.0.1.nip.io/",
    "https://metadata.google.internal/",
    # other schemes
    "http://data.example.be/",
    "http://127.0.0.1:{port}/",
    "ftp://data.example.be/",
    "file:///etc/passwd",
    "file://data.example.be/etc/passwd",
    "gopher://127.0.0.1:{port}/_x",
    "dict://127.0.0.1:{port}/",
    "ldap://127.0.0.1:{port}/",
    "jar:https://data.example.be!/",
    "data:text/csv,name",
    "javascript:alert(1)",
    "//127.0.0.1:{port}/",
    "127.0.0.1:{port}",
    "data.example.be",
    "",
    # someone in front of the host, or a host that two programs read differently
    "https://data.example.be@127.0.0.1:{port}/",
    "https://data.example.be:443@127.0.0.1:{port}/",
    "https://127.0.0.1:{port}@data.example.be/",
    "https://user:secret@data.example.be/",
    "https://127.0.0.1:{port}#@data.example.be/",
    "https://127.0.0.1:{port}?@data.example.be/",
    "https://127.0.0.1:{port}/@data.example.be/",
    "https://127.0.0.1:{port}\\@data.example.be/",
    "https://data.example.be\\@127.0.0.1:{port}/",
    "https:\\\\127.0.0.1:{port}\\",
    "https:/127.0.0.1:{port}/",
    "https:///127.0.0.1:{port}/",
    "https://data.example.be:{port}/",
    "https://data.example.be:80/",
    "https://data.example.be:0/",
    "https://data.example.be:99999/",
    "https://data.example.be:443:{port}/",
    "https://data.example.be:٤٤٣/",
    "https://data.example.be./",
    "https://data.example.be.evil.example/",
    "https://evil-data.example.be/",
    "https://x.data.example.be/",
    "https://data.example.be%00.evil.example/",
    "https://data.example.be%2eevil.example/",
    "https://data。example。be/",
    "https://ⅾata.example.be/",
    "https://ｄata.example.be/",
    "https://①②⑦.⓪.⓪.①:{port}/",
    "https://data.example.be\u2044@127.0.0.1/",
    "https://data.example.be\r\nHost: 127.0.0.1/",
    "https://data.example.be/\r\nX: y",
    "https://data.example.be/a b",
    " https://data.example.be/",
    "https://data.example.be\t/",
    "https://data.example.be\0/",
    "https://data.example.be/" + "a" * 3_000,
    "https://[data.example.be]/",
    "https://[v1.data]/",
    "https://[::1",
    "https://.data.example.be/",
    "https://data..example.be/",
    "https://*.example.be/",
    "https:// /",
    "https://",
)

# What a resolver might answer for a listed host.
INSIDE = (
    "0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 "
    "172.31.9.9 192.0.0.8 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.51.100.1 203.0.113.1 "
    "224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 "
    "::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b:1::1 100::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 "
    "5f00::1 fc00::1 fd12:3456::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 localhost 1 0x7f000001"
).split()
OUTSIDE = ("8.8.8.8", "193.191.245.0", "2a02:1800::1", "2001:4860:4860::8888", "172.32.0.1")

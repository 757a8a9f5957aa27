"""ISCO-08 unit groups of one field of work: at the two levels of professional and technician, and across all levels.

Norway codes an engineer with a bachelor's degree among the technicians (STYRK-08 311x), Sweden and ESCO often among the professionals
(21xx), so the same person stands in either. The pairs follow the field named in both groups' titles (ILO, ISCO-08, volume 1, 2012).
The fields bring together what ISCO's digits, which count the level first, keep apart: whoever works with electricity is nearer to others
who do than to another engineer. They are our own grouping of the technical groups by their titles.
"""

_PAIRS = (
    "2111-3111 2113-3111 2114-3111 2131-3141 2132-3142 2132-3143 2141-3115 2141-3119 2142-3112 2143-3119 2144-3115 2145-3116 2146-3117"
    " 2149-3119 2151-3113 2152-3114 2153-3522 2161-3112 2165-3118 2513-3514 2521-3511 2522-3511 2522-3512 2523-3513"
)


def _both_ways() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for pair in _PAIRS.split():
        one, other = pair.split("-")
        table.setdefault(one, set()).add(other)
        table.setdefault(other, set()).add(one)
    return {code: frozenset(others) for code, others in table.items()}


SISTER_GROUPS = _both_ways()
"""For a unit group the groups of the same field at the other level."""

FIELDS = {
    "electro": "2151 2152 2153 3113 3114 3131 3522 7411 7412 7413 7421 7422 8212",
    "machines": "2141 2144 3115 3119 3135 7212 7213 7214 7215 7221 7222 7223 7224 7231 7232 7233 8121 8122 8211",
    "building": "2142 2161 2162 2164 2165 3112 3118 3123",
    "chemistry": "2113 2145 3111 3116 3122 3133 3134 3139 8131 8160 8171",
    "ground": "2114 2146 3117 3121 8111 8113",
    "life": "2131 2132 2133 2143 3141 3142 3143",
    "physics": "2111 2112",
    "computing": "2120 2511 2512 2513 2514 2519 2521 2522 2523 2529 3511 3512 3513 3514",
}
FIELD_OF = {code: field for field, codes in FIELDS.items() for code in codes.split()}
"""The field of a unit group; what is not technical or scientific has none."""

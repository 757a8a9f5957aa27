"""ISCO-08 unit groups that do the same field at two levels: the professional's and the technician's.

Norway codes an engineer with a bachelor's degree among the technicians (STYRK-08 311x), Sweden and ESCO often among the professionals
(21xx), so the same person stands in either. The pairs follow the field named in both groups' titles (ILO, ISCO-08, volume 1, 2012).
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

# Air780EP's smaller sibling.
based-on = Air780EP
model = Air780EPS                         [inferred: the form of CGMM]
firmware = AirM2M_780EPS_V2004_LTE_AT     [documented: release notes]

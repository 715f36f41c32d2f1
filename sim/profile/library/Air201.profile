# Named in the vendor's list of models with AT firmware; no session with one is known.
based-on = Air780EP
model = Air201                            [inferred: the form of CGMM]
firmware = AirM2M_201_V1007_LTE_AT        [chosen: in the form of the others]

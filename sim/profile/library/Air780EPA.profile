# Named in the vendor's list of models with AT firmware; no session with one is known.
based-on = Air780EP
model = Air780EPA                         [inferred: the form of CGMM]
firmware = AirM2M_780EPA_V1007_LTE_AT     [chosen: in the form of the others]

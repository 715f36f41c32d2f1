# The Air780EPV of capture C11.
based-on = Air780EPV
firmware = AirM2M_780EPV_V1011_LTE_AT     [captured: C11]
quirk cereg-prefix = CGREG                [captured: C11]

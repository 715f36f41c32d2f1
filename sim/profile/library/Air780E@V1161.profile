# The Air780E of capture C7.
based-on = Air780E
firmware = AirM2M_780E_V1161_LTE_AT       [captured: C7]
quirk nitz = 4-digit                      [captured: C7]
quirk cgev-reason = off                   [captured: C7]

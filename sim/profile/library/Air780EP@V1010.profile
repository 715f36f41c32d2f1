# Air780EP with a later firmware, as drivers met it in the field.
based-on = Air780EP
firmware = AirM2M_780EP_V1010_LTE_AT      [captured: C9, C10]
quirk cereg-prefix = CGREG                [captured: C9]
quirk cgev-reason = on                    [captured: C9; C10 has no reason]
quirk ready-twice = on                    [captured: C9]

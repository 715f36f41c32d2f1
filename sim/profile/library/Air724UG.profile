# The RDA8910 module, with the same MQTT commands.
based-on = Air780EP
model = Air724UG                          [inferred: the form of CGMM]
firmware = AirM2M_720U_V401881_LTE_AT     [documented: release notes]
chip = RDA8910                            [chosen: the form of HVER on this chip is not known]
quirk csq-ber = 99                        [inferred: the reference notes it; no session with one is known]
quirk prompt = "> "                       [documented: release notes, for FSWRITE since V401857; MPUBEX inferred]

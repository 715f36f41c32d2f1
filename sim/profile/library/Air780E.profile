# The EC618 module before the Air780EP, with the firmware of capture C8 and of the vendor's page beside it.
based-on = Air780EP
model = Air780E                           [documented: manual, CGMM]
firmware = AirM2M_780E_V1169_LTE_AT       [captured: C8]
chip = EC618                              [documented: manual, HVER]
imei = 868488076771714                    [captured: C8]
quirk nitz = 4-digit                      [captured: C8]
quirk cgev-reason = on                    [captured: C8]
quirk ifc-blanks = on                     [captured: C16]
quirk cpin-urc-lead = on                  [documented: release notes, since V1161]
quirk mpub-limit = 2384                   [documented: the vendor's page on MQTT (X10)]
quirk rx-limit = 1360                     [documented: the vendor's page on MQTT (X10)]

# A sibling whose firmware V2015 takes longer MQTT messages.
based-on = Air780EP
model = Air700ECQ                          [inferred: the form of CGMM]
firmware = AirM2M_700ECQ_V2015_LTE_AT     [documented: release notes]
quirk mpub-limit = 5120                   [documented: release notes (X10)]
quirk mpubex-limit = 5120                 [documented: release notes (X10)]
quirk rx-limit = 5120                     [documented: release notes (X10)]

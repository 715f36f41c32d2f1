# Air780EP with voice, of which nothing is played here, and a larger flash.
based-on = Air780EP
model = Air780EPV                         [inferred: the form of CGMM]
firmware = AirM2M_780EPV_V1007_LTE_AT     [captured: C6]
flash-bytes = 227940                      [inferred: release notes have 256 KB in all; as much is taken as of the 96 KB]

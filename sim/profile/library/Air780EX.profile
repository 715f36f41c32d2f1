# Runs the Air780E's firmware.
based-on = Air780E
model = Air780EX                          [chosen: the form of CGMM; the firmware is the Air780E's]
firmware = AirM2M_780E_V1169_LTE_AT       [inferred: the Air780EX runs the Air780E's]

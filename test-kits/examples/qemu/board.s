# A board without an operating system, for QEMU's PC: its only program asks the modem at its first UART for the OK to
# ATE0, at 115200 bit/s, and then switches the board off with exit code 33. A stand-in for your firmware.
#
#   as --32 -o board.o board.s
#   ld -m elf_i386 -Ttext 0x7c00 --oformat binary -o board.img board.o
        .code16
        .globl _start
_start:
        xor     %ax, %ax
        mov     %ax, %ds
        cld
        mov     $0x3fb, %dx             # line control: the divisor's turn
        mov     $0x80, %al
        out     %al, %dx
        mov     $0x3f8, %dx             # divisor 1: 115200
        mov     $0x01, %al
        out     %al, %dx
        inc     %dx
        xor     %al, %al
        out     %al, %dx
        mov     $0x3fb, %dx             # 8 bits, no parity, 1 stop bit
        mov     $0x03, %al
        out     %al, %dx
        mov     $command, %si
send:
        lodsb
        test    %al, %al
        jz      receive
        mov     %al, %ah
        mov     $0x3fd, %dx
1:      in      %dx, %al                # until the transmitter is empty
        test    $0x20, %al
        jz      1b
        mov     %ah, %al
        mov     $0x3f8, %dx
        out     %al, %dx
        jmp     send
receive:
        mov     $0x3fd, %dx
        in      %dx, %al
        test    $0x01, %al
        jz      receive
        mov     $0x3f8, %dx
        in      %dx, %al
        cmp     $'K', %al               # the echo has none
        jne     receive
        mov     $0x10, %al
        out     %al, $0xf4              # isa-debug-exit at 0xf4: 2 * 16 + 1
        hlt

command:
        .asciz  "ATE0\r"

        .org    510
        .word   0xaa55                  # a boot sector

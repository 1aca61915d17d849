; A boot sector that prints the configuration space of every function of PCI bus 0 over COM1, one line a function:
; device, function, and 256 bytes in hexadecimal ("01.1 8680..."), then END. It leaves through the exit port F4h.
;   nasm -f bin -o pci-dump.bin pci-dump.asm

CONFADD equ 0cf8h
CONFDATA equ 0cfch
COM1    equ 3f8h
LCR     equ COM1 + 3
LSR     equ COM1 + 5
EXIT    equ 0f4h

        bits 16
        org 7c00h

        jmp 0:start
start:  xor ax, ax
        mov ss, ax
        mov sp, 7c00h
        cld
        mov dx, LCR             ; divisor 1: 115,200 baud, 8 bits, no parity
        mov al, 83h
        out dx, al
        mov dx, COM1
        mov al, 1
        out dx, al
        inc dx
        mov al, 0
        out dx, al
        mov dx, LCR
        mov al, 3
        out dx, al

        mov ebp, 80000000h      ; CONFADD of the function: enable, bus 0, device 0, function 0
functions:
        mov eax, ebp
        mov dx, CONFADD
        out dx, eax
        mov dx, CONFDATA
        in ax, dx
        cmp ax, 0ffffh
        je next
        call dump
next:   add ebp, 100h
        cmp ebp, 80010000h
        jb functions

        mov al, 'E'
        call print
        mov al, 'N'
        call print
        mov al, 'D'
        call print
        mov al, 10
        call print
        mov dx, LSR
sent:   in al, dx
        test al, 40h
        jz sent
        mov al, 0
        out EXIT, al
        cli
halt:   hlt
        jmp halt

; Prints the line of the function at EBP.
dump:   mov ax, bp
        shr ax, 11
        call byte_out
        mov al, '.'
        call print
        mov ax, bp
        shr ax, 8
        and al, 7
        call digit_out
        mov al, ' '
        call print
        xor ecx, ecx
bytes:  mov eax, ebp
        or eax, ecx
        and al, 0fch
        mov dx, CONFADD
        out dx, eax
        mov dx, cx
        and dx, 3
        add dx, CONFDATA
        in al, dx
        call byte_out
        inc cx
        cmp cx, 100h
        jb bytes
        mov al, 10
        jmp print

; Prints AL as two digits.
byte_out:
        push ax
        shr al, 4
        call digit_out
        pop ax
        and al, 0fh
digit_out:
        add al, '0'
        cmp al, '9'
        jbe print
        add al, 'a' - '9' - 1
; Prints the letter in AL.
print:  push dx
        push ax
        mov dx, LSR
wait_thr:
        in al, dx
        test al, 20h
        jz wait_thr
        pop ax
        mov dx, COM1
        out dx, al
        pop dx
        ret

        times 510 - ($ - $$) db 0
        dw 0aa55h

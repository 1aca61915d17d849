; Exceptions: each is reported in one line, and the monitor goes on with the next command (SDM 3A §6.15 "Exception and
; Interrupt Reference").

FAULT_COUNT     equ 32
GATE_32_BIT     equ 0x8E00              ; present, privilege 0, 32-bit interrupt gate (SDM 3A §6.11 "IDT Descriptors")
PAGE_FAULT      equ 14

; The frame that fault_common finds.
FAULT_VECTOR    equ 0
FAULT_ERROR     equ 4
FAULT_EIP       equ 8

section .text

; Fills the IDT with a gate for each exception and loads it.
install_fault_gates:
        mov     edi, IDT_BASE
        mov     edx, fault_stubs
        mov     ecx, FAULT_COUNT
.next:
        mov     eax, edx
        and     eax, 0xFFFF
        or      eax, CODE_SELECTOR << 16
        stosd
        mov     eax, edx
        mov     ax, GATE_32_BIT
        stosd
        add     edx, FAULT_STUB_BYTES
        loop    .next
        lidt    [idtr]
        ret

section .rodata
idtr:   dw      FAULT_COUNT * 8 - 1
        dd      IDT_BASE

; One stub for each exception brings the stack to the same form: those without an error code push a zero.
FAULTS_WITH_ERROR equ 0x00227D00        ; 8, 10 to 14, 17, 21
FAULT_STUB_BYTES  equ 16

section .text
        align   16
fault_stubs:
%assign vector 0
%rep FAULT_COUNT
        align   FAULT_STUB_BYTES
%if ((FAULTS_WITH_ERROR >> vector) & 1) == 0
        push    dword 0
%endif
        push    dword vector
        jmp     strict near fault_common
%assign vector vector + 1
%endrep

fault_common:
        mov     ebp, esp
        cld
        call    fresh_line
        say     "Fault "
        mov     eax, [ebp + FAULT_VECTOR]
        show8   eax
        mov     eax, [fault_names + eax * 4]
        push    eax
        call    print_text
        say     ", error code "
        show32  [ebp + FAULT_ERROR]
        say     ", EIP "
        show32  [ebp + FAULT_EIP]
        cmp     dword [ebp + FAULT_VECTOR], PAGE_FAULT
        jne     .over
        call    explain_page_fault
.over:
        newline
        cmp     dword [resume_esp], 0
        je      prompt
        jmp     line_over

; The rest of the line for a page fault: CR2 and what the error code says (SDM 3A §4.7 "Page-Fault Exceptions").
explain_page_fault:
        say     ", CR2 "
        mov     eax, cr2
        show32  eax
        test    byte [ebp + FAULT_ERROR], 1
        jnz     .protection
        say     ": page not present"
        jmp     .direction
.protection:
        say     ": page protected"
.direction:
        test    byte [ebp + FAULT_ERROR], 2
        jnz     .write
        say     " on a read"
        ret
.write:
        say     " on a write"
        ret

section .rodata
%macro fault_name 1
        [section .rodata]
%%name: db      " ", %1, 0
        [section .faultnames]
        dd      %%name
        __?SECT?__
%endmacro

section .faultnames follows=.commands align=4
fault_names:
        fault_name "#DE divide error"
        fault_name "#DB debug"
        fault_name "NMI"
        fault_name "#BP breakpoint"
        fault_name "#OF overflow"
        fault_name "#BR bound range"
        fault_name "#UD invalid opcode"
        fault_name "#NM no coprocessor"
        fault_name "#DF double fault"
        fault_name "coprocessor segment overrun"
        fault_name "#TS invalid TSS"
        fault_name "#NP segment not present"
        fault_name "#SS stack fault"
        fault_name "#GP general protection"
        fault_name "#PF page fault"
        fault_name "reserved"
        fault_name "#MF coprocessor error"
        fault_name "#AC alignment check"
        fault_name "#MC machine check"
        fault_name "#XM SIMD error"
        fault_name "#VE virtualization"
        fault_name "#CP control protection"
%rep FAULT_COUNT - 22
        fault_name "reserved"
%endrep

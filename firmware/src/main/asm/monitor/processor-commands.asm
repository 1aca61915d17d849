; cpu, cpuid, rdmsr.

section .rodata
cr0_names:      bit_names "PE", "MP", "EM", "TS", "ET", "NE", "", "", "", "", "", "", "", "", "", "", "WP", "", "AM", \
                          "", "", "", "", "", "", "", "", "", "", "NW", "CD", "PG"
cr4_names:      bit_names "VME", "PVI", "TSD", "DE", "PSE", "PAE", "MCE", "PGE", "PCE", "OSFXSR", "OSXMMEXCPT"
eflags_names:   bit_names "CF", "", "PF", "", "AF", "", "ZF", "SF", "TF", "IF", "DF", "OF", "", "", "NT", "", "RF", "VM", \
                          "AC", "VIF", "VIP", "ID"

section .bss
        alignb  4
table_register: resb 8                  ; limit and base of a descriptor table register

section .text

; cpu
do_cpu:
        call    end_of_line
        call    print_cr0
        say     "CR2    "
        mov     eax, cr2
        show32  eax
        newline
        call    print_cr3
        cmp     dword [has_cpuid], 0
        je      .no_cr4
        say     "CR4    "
        mov     eax, cr4
        mov     edx, cr4_names
        call    print_register
.no_cr4:
        say     "EFLAGS "
        pushfd
        pop     eax
        mov     edx, eflags_names
        call    print_register
        say     "GDTR   "
        sgdt    [table_register]
        call    print_table_register
        say     "IDTR   "
        sidt    [table_register]
        jmp     print_table_register

print_cr0:
        say     "CR0    "
        mov     eax, cr0
        mov     edx, cr0_names

; Prints EAX and the names of its bits, and ends the line.
print_register:
        show32  eax
        call    print_bits
        newline
        ret

print_cr3:
        say     "CR3    "
        mov     eax, cr3
        show32  eax
        newline
        ret

print_table_register:
        say     "base "
        show32  [table_register + 2]
        say     " limit "
        show16  [table_register]
        newline
        ret

; cpuid LEAF [SUBLEAF]
do_cpuid:
        call    number
        mov     ebx, eax
        xor     eax, eax
        call    number_or_default
        mov     ecx, eax
        call    end_of_line
        cmp     dword [has_cpuid], 0
        je      .none
        mov     eax, ebx
        newer   cpuid
        say     "EAX "
        show32  eax
        say     "  EBX "
        show32  ebx
        say     "  ECX "
        show32  ecx
        say     "  EDX "
        show32  edx
        newline
        ret
.none:
        fail    "This processor has no CPUID instruction."

; rdmsr INDEX
do_rdmsr:
        call    number
        mov     ecx, eax
        call    end_of_line
        test    dword [features], FEATURE_MSR
        jz      .none
        newer   rdmsr
        show32  edx
        say     ":"
        show32  eax
        newline
        ret
.none:
        fail    "This processor has no model-specific registers."

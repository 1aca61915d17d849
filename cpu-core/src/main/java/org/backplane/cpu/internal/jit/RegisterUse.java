package org.backplane.cpu.internal.jit;

import java.util.List;

/** Which general registers code reads or sets, as far as it is translated. */
final class RegisterUse {
    private int used;
    private int set;

    static RegisterUse of(RegionShape shape) {
        RegisterUse use = new RegisterUse();
        for (GuestBlock block : shape.blocks()) {
            for (GuestInstruction instruction : block.instructions) {
                if (instruction.isTranslated()) {
                    use.add(instruction.steps());
                }
            }
        }
        return use;
    }

    static RegisterUse of(GuestInstruction instruction) {
        RegisterUse use = new RegisterUse();
        use.add(instruction.steps());
        return use;
    }

    /** A bit for each register that is set. */
    int set() {
        return set;
    }

    /** A bit for each register that is used. */
    int used() {
        return used;
    }

    private void add(List<Step> steps) {
        StepNodes.visit(steps, node -> used |= node.isRegister() ? 1 << node.number : 0);
        addSet(steps);
    }

    private void addSet(List<Step> steps) {
        for (Step step : steps) {
            if (step instanceof Step.SetRegister register) {
                set |= 1 << register.number();
            } else if (step instanceof Step.Choose choose) {
                addSet(choose.whenTrue());
                addSet(choose.whenFalse());
            }
        }
        used |= set;
    }
}

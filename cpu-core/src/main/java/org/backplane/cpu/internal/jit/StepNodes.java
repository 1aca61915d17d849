package org.backplane.cpu.internal.jit;

import java.util.List;
import java.util.function.Consumer;

/** Goes through all values that steps are made of. */
final class StepNodes {
    private StepNodes() {
    }

    /** Visits each value, some more than once. */
    static void visit(List<Step> steps, Consumer<Node> visitor) {
        for (Step step : steps) {
            if (step instanceof Step.Compute compute) {
                visit(compute.node(), visitor);
            } else if (step instanceof Step.SetRegister set) {
                visit(set.value(), visitor);
            } else if (step instanceof Step.Store store) {
                visit(store.address(), visitor);
                visit(store.value(), visitor);
            } else if (step instanceof Step.Invoke invoke) {
                visit(invoke.arguments(), visitor);
            } else if (step instanceof Step.Note note && note.offset() != null) {
                visit(note.offset(), visitor);
            } else if (step instanceof Step.SetFlags flags) {
                visit(flags.operands(), visitor);
            } else if (step instanceof Step.Choose choose) {
                visit(choose.test(), visitor);
                visit(choose.whenTrue(), visitor);
                visit(choose.whenFalse(), visitor);
            } else if (step instanceof Step.Leave leave) {
                visit(leave.test(), visitor);
            } else if (step instanceof Step.Jump jump) {
                visit(jump.test(), visitor);
                visit(jump.target(), visitor);
            }
        }
    }

    private static void visit(Node[] nodes, Consumer<Node> visitor) {
        for (Node node : nodes) {
            visit(node, visitor);
        }
    }

    private static void visit(Node node, Consumer<Node> visitor) {
        visitor.accept(node);
        visit(node.inputs, visitor);
        visit(node.test, visitor);
    }

    private static void visit(Test test, Consumer<Node> visitor) {
        if (test != null) {
            if (test.value() != null) {
                visit(test.value(), visitor);
            }
            visit(test.first(), visitor);
            visit(test.second(), visitor);
        }
    }
}

using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Reviews;

/// <summary>What a revoke waits for, and what became of a step, in words.</summary>
internal static class RemediationWords
{
    /// <summary>The next act, and whose it is; null when nothing is left to do.</summary>
    public static string? Next(RemediationRow remediation)
    {
        if (remediation.IsGivingBack)
        {
            return "Governance is giving it back, exactly as it was.";
        }
        return remediation.State switch
        {
            RemediationState.Planned when remediation.NeedsApproval => "Ask for it to be carried out. A second person has to agree before it is.",
            RemediationState.Planned when remediation.IsPortalAble => "Have Governance carry it out, or run the command and say so here.",
            RemediationState.Planned => "Carry it out, then say so here.",
            RemediationState.AwaitingApproval => "A second person agrees: neither who decided the revoke nor who asked for it to be carried out.",
            RemediationState.Applying when remediation.Carrier == Carrier.Portal => "Governance is carrying it out.",
            RemediationState.Applying => "Run the command, then say so here.",
            RemediationState.Applied => "The next complete import of its source shows whether it is gone.",
            RemediationState.Failed when remediation.NextAttemptAt is not null => "Governance tries again by itself.",
            RemediationState.Failed => "Find out what went wrong, then start over.",
            RemediationState.Unsupported => "There is no command for it: take it away by hand, then say so here.",
            RemediationState.Partial => "Take away what remains as well, or accept the risk.",
            RemediationState.Reappeared => "Find out who gave it again, then carry it out again.",
            RemediationState.RiskAccepted when remediation.IsSettled => null,
            RemediationState.RiskAccepted => "The time for which the risk was accepted is over: start over.",
            RemediationState.RolledBack when remediation is { AppliedAt: not null, Carrier: Carrier.Person } => "What was taken away by hand is given back by hand.",
            RemediationState.Verified or RemediationState.RolledBack => null,
        };
    }

    /// <summary>What became of a step; null when the remediation is not there any more.</summary>
    public static string Said(RemediationMoved? moved) => moved is null ? "It is no longer there." : moved.Value switch
    {
        RemediationMoved.Done => "Noted.",
        RemediationMoved.AlreadySo => "It was so already.",
        RemediationMoved.WrongState => "The remediation's state does not allow that.",
        RemediationMoved.ReasonMissing => "A reason is needed.",
        RemediationMoved.UntilOutOfRange => "The date has to be in the future, within a year.",
        RemediationMoved.ApprovalNeeded => "A second person has to agree first. Ask for it to be carried out.",
        RemediationMoved.OwnRequest => "Who decided the revoke, or asked for it to be carried out, cannot be the one who agrees.",
        RemediationMoved.PersonNeeded => "A person has to do this under their own name; a program cannot.",
        RemediationMoved.PlanChanged => "What is planned has changed meanwhile. Look at it again, then agree to what it is now.",
        RemediationMoved.Unsupported => "There is neither a call nor a command for it. Take it away by hand, then say so.",
        RemediationMoved.BeingCarriedOut => "Governance is at it. Wait for what comes of it.",
    };

    /// <summary>What became of a word about the brake; null when it is not there any more.</summary>
    public static string Said(BrakeMoved? moved) => moved is null ? "It is no longer there." : moved.Value switch
    {
        BrakeMoved.Done => "Noted.",
        BrakeMoved.SecondNeeded => "Noted. It goes on when a second person says so too.",
        BrakeMoved.OwnYes => "You have said so already. A second person has to.",
        BrakeMoved.AlreadySo => "The brake is off already.",
        BrakeMoved.PersonNeeded => "A person has to do this under their own name; a program cannot.",
    };
}

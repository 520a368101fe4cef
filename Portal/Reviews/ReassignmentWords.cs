using Portal.Data.Reviews.Reassignment;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What became of questions that were to be put before somebody else, in words.</summary>
internal static class ReassignmentWords
{
    /// <summary>What became of all of them.</summary>
    public static string Said(ItemsReassigned? result) => result switch
    {
        null => "There is nothing to reassign.",
        { Problems.Count: > 0 } => string.Join(" ", result.Problems.SelectMany(p => p.Value)),
        _ => string.Join(
            " ",
            result.Items.GroupBy(i => i.Outcome).OrderBy(g => g.Key).Select(g => $"{Words.Count(g.Count(), "permission")}{Said(g.Key)}").DefaultIfEmpty("Nothing was open.")),
    };

    private static string Said(Reassigned outcome) => outcome switch
    {
        Reassigned.Done => " reassigned.",
        Reassigned.AlreadySo => " asked of them already.",
        Reassigned.NotFound => " not moved: asked of somebody else by now.",
        Reassigned.Answered => " not moved: answered, and that stands.",
        Reassigned.OwnAccess => " not moved: nobody decides on their own access.",
        Reassigned.GaveIt => " not moved: changes show that they gave it.",
        Reassigned.OwnsItAlone => " not moved: they own the agent alone.",
        Reassigned.VotedBefore => " not moved: they voted in an earlier stage.",
        Reassigned.AskedAlready => " not moved: they have another vote on it.",
    };
}

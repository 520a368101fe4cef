using Portal.Data.Changes.Chains;

namespace Portal.Changes;

/// <summary>How chains are said.</summary>
internal static class ChainLooks
{
    /// <summary>What a hop is.</summary>
    public static string Name(ChainHopKind kind) => kind switch
    {
        ChainHopKind.Human => "Human",
        ChainHopKind.Session => "Session",
        ChainHopKind.Agent => "Agent",
        ChainHopKind.Call => "Its call",
        ChainHopKind.Broken => "Broken hop",
        ChainHopKind.Act => "This act",
    };
}

using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>A policy that has a say in a simulation, and what answers call it.</summary>
/// <param name="Id">SourcePolicyId: its place in the call, or its name.</param>
/// <param name="Type">SourcePolicyType.</param>
/// <param name="Text">The document as it was given; null when it is unknown.</param>
/// <param name="Document">The compiled document; null when it is unknown.</param>
internal sealed record InputPolicy(string Id, string Type, string? Text, PolicyDocument? Document)
{
    private IReadOnlyList<StatementPosition>? _positions;

    /// <summary>How a statement of this policy is named in an answer.</summary>
    public MatchedStatement Matched(int statement)
    {
        _positions ??= StatementPosition.InDocument(Text!);
        return new MatchedStatement(Id, Type, _positions[statement].Start, _positions[statement].End);
    }
}

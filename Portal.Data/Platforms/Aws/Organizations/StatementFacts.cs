using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>A statement, looked at once for all identities that hold its document.</summary>
internal sealed class StatementFacts(PolicyStatement statement)
{
    /// <summary>The statement.</summary>
    public PolicyStatement Statement { get; } = statement;

    /// <summary>True when it depends on who asks: then identities with the same documents may differ.</summary>
    public bool SpeaksOfCaller { get; } = statement.SpeaksOfCaller;
}

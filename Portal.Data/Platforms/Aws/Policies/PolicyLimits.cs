namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>How large a policy document may be. AWS's own limits are far below; past these a document is refused with a reason, not worked on.</summary>
internal static class PolicyLimits
{
    /// <summary>Characters a document; the longest policy that AWS itself publishes has about 157,000.</summary>
    public const int DocumentLength = 1_048_576;

    /// <summary>How deep the JSON may nest; a sound policy needs six levels.</summary>
    public const int Depth = 16;

    /// <summary>Statements a document.</summary>
    public const int Statements = 5_000;

    /// <summary>Entries of all actions, resources, principals and condition values together.</summary>
    public const int Entries = 50_000;

    /// <summary>Characters of one action, resource, principal or condition value; an ARN has at most 2,048.</summary>
    public const int EntryLength = 4_096;
}

namespace Portal.Data.Platforms;

/// <summary>One thing that a snapshot holds. Documents come before the items that refer to them by hash.</summary>
public abstract record SnapshotItem
{
    private SnapshotItem()
    {
    }

    /// <summary>A policy document, once per distinct content.</summary>
    /// <param name="Hash">SHA-256 of <paramref name="Text"/> in lower-case hex: the document's key.</param>
    /// <param name="Text">The document as normalized JSON text (member order and values kept, white space dropped).</param>
    /// <param name="Problem">Why the platform would not attach it (malformed), or null when it is sound.</param>
    public sealed record Document(string Hash, string Text, string? Problem) : SnapshotItem;

    /// <summary>A principal with everything it was given. Its <paramref name="NativeId"/> is unique within the source.</summary>
    /// <param name="NativeId">The platform's own name: ARN, object id, e-mail…</param>
    /// <param name="Kind">What the principal is on its platform.</param>
    /// <param name="Name">The short name people use.</param>
    /// <param name="Container">The account, project or namespace that it lives in.</param>
    /// <param name="CreatedAt">When the platform made it, if it says so.</param>
    /// <param name="LastUsedAt">When it last acted, if the platform says so; null means unknown, not unused.</param>
    /// <param name="Tags">Tags or labels.</param>
    /// <param name="Entitlements">What it was given.</param>
    /// <param name="Signals">Evidence that it belongs to an AI agent; empty when there is none.</param>
    public sealed record Principal(
        string NativeId,
        IdentityKind Kind,
        string Name,
        string Container,
        DateTimeOffset? CreatedAt,
        DateTimeOffset? LastUsedAt,
        IReadOnlyDictionary<string, string> Tags,
        IReadOnlyList<Grant> Entitlements,
        IReadOnlyList<Signal> Signals) : SnapshotItem;

    /// <summary>Something that trims what principals may do.</summary>
    /// <param name="Kind">Which limit.</param>
    /// <param name="Target">What it is put on: a principal's native id (boundary), or a scope's (organization policies).</param>
    /// <param name="Key">The limit's own native id, unique on its target.</param>
    /// <param name="Name">The short name people use.</param>
    /// <param name="DocumentHash">Its document, or null when the export does not hold it: then what it allows is unknown.</param>
    public sealed record Limit(LimitKind Kind, string Target, string Key, string Name, string? DocumentHash) : SnapshotItem;

    /// <summary>A policy on a resource, a role's trust policy included.</summary>
    /// <param name="Resource">The resource's native id; for a trust policy the role's.</param>
    /// <param name="Container">The account, project or namespace that owns the resource.</param>
    /// <param name="DocumentHash">Its document.</param>
    public sealed record ResourcePolicy(string Resource, string Container, string DocumentHash) : SnapshotItem;

    /// <summary>A place in the organization's tree: root, unit, account.</summary>
    /// <param name="NativeId">The platform's id, for example <c>r-ab12</c>, <c>ou-ab12-…</c> or an account number.</param>
    /// <param name="Parent">The parent's id; null for the root.</param>
    /// <param name="Name">The short name people use.</param>
    /// <param name="Kind">Root, unit or container.</param>
    /// <param name="IsManagement">True for the account that the organization's own limits do not bind.</param>
    public sealed record Scope(string NativeId, string? Parent, string Name, ScopeKind Kind, bool IsManagement) : SnapshotItem;

    /// <summary>What a report says of a principal's use of a service, or of one action of it.</summary>
    /// <param name="NativeId">The principal.</param>
    /// <param name="Service">The service, for example <c>s3</c>.</param>
    /// <param name="Action">The action's name, or null for the service as a whole.</param>
    /// <param name="At">When it was last used; null when not in the time that the platform keeps track of.</param>
    /// <param name="ReportedAt">When the report was made, if it says so.</param>
    public sealed record LastAccessed(string NativeId, string Service, string? Action, DateTimeOffset? At, DateTimeOffset? ReportedAt) : SnapshotItem;

    /// <summary>A part of the export that could not be used although the rest is sound; shown with the import's result.</summary>
    /// <param name="File">The file.</param>
    /// <param name="Place">Where in it.</param>
    /// <param name="Problem">What is wrong and what it means for the result.</param>
    public sealed record Warning(string File, string Place, string Problem) : SnapshotItem;

    /// <summary>Says what the export covers completely: only there is "not in the export" the same as "gone".</summary>
    /// <param name="Container">The account, project or namespace; or <c>organization</c> for <see cref="SnapshotPart.Organization"/>.</param>
    /// <param name="Part">What it covers there; a part that is not named was not exported, and nothing in it is gone.</param>
    /// <param name="IsComplete">False when the export shows that something of this part is missing.</param>
    public sealed record Coverage(string Container, SnapshotPart Part, bool IsComplete) : SnapshotItem;
}

namespace Portal.Data.Audit.Chain;

/// <summary>A stored node of the record's tree, on every eighth level above the leaves. It follows from the entries; it saves reading them all.</summary>
public sealed class AuditNode
{
    /// <summary>How far above the leaves: 8, 16….</summary>
    public required int Level { get; init; }

    /// <summary>Its place among the nodes of its level, from 0.</summary>
    public required long Place { get; init; }

    /// <summary>Its hash.</summary>
    public required byte[] Hash { get; init; }
}

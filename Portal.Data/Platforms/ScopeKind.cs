namespace Portal.Data.Platforms;

/// <summary>What a place in the organization's tree is.</summary>
public enum ScopeKind
{
    /// <summary>The top of the tree.</summary>
    Root,
    /// <summary>An organizational unit, folder or management group.</summary>
    Unit,
    /// <summary>An account, project or subscription.</summary>
    Container,
}

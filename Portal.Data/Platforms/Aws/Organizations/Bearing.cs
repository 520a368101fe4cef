namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>What documents have to say about a question.</summary>
[Flags]
internal enum Bearing
{
    /// <summary>Nothing.</summary>
    None = 0,
    /// <summary>A statement may allow, or the content is not known.</summary>
    MayAllow = 1,
    /// <summary>It depends on who asks: identities with the same documents may get other answers.</summary>
    IsPersonal = 2,
    /// <summary>A statement may deny.</summary>
    MayDeny = 4,
}

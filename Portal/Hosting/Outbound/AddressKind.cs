namespace Portal.Hosting.Outbound;

/// <summary>What stands behind an address, as far as requests of the portal are concerned.</summary>
internal enum AddressKind
{
    /// <summary>A host of the Internet.</summary>
    Public,

    /// <summary>This machine or a neighbour: reached only where a setting says so.</summary>
    Private,

    /// <summary>Never reached: what tells machines their credentials, many hosts at once, or nobody.</summary>
    Never,
}

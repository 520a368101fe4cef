namespace Portal.Tests.Support;

/// <summary>Tests that drive a browser against portals of their own: one after the other, beside those of the demo, which need no more than a core.</summary>
[CollectionDefinition(Name)]
public sealed class StaffedBrowserTests
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Browser against a staffed portal";
}

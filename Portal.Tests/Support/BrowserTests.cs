namespace Portal.Tests.Support;

/// <summary>Tests that drive a browser through the demo: one after the other, beside all others.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<DemoPortal>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Browser";
}

namespace Portal.Tests.Support;

/// <summary>Tests that drive a browser run one after the other, beside all others: two browsers at once starve each other on two cores.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<DemoPortal>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "Browser";
}

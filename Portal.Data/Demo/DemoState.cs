namespace Portal.Data.Demo;

/// <summary>What the database has to do with the demo organization.</summary>
public enum DemoState
{
    /// <summary>It is empty.</summary>
    Empty,
    /// <summary>Loading the demo organization began and was not finished.</summary>
    HalfLoaded,
    /// <summary>It holds the demo organization.</summary>
    Loaded,
    /// <summary>It holds something else.</summary>
    Other,
}

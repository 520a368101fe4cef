namespace Portal.Tests.Support;

/// <summary>How much of what can be repeated is done: a part that is quick, or with <c>GOVERNANCE_TESTS=full</c> all of it.</summary>
internal static class TestScale
{
    /// <summary>Whether everything is done.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("GOVERNANCE_TESTS") == "full";

    /// <summary>The first of them, or all.</summary>
    public static int Of(int quick, int full) => IsFull ? full : quick;
}

namespace Portal.Tests.Support;

/// <summary>The machine lacks something that a test needs; the message says what to install.</summary>
public sealed class MissingPartException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Ends the test: as failed in CI, where everything has to run, and as skipped elsewhere.</summary>
    public void End()
    {
        if (MachinePart.IsCi)
        {
            Assert.Fail(Message);
        }
        Assert.Skip(Message);
    }
}

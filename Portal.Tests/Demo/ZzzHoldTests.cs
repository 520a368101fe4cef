using Portal.Tests.Support;

namespace Portal.Tests.Demo;

/// <summary>Throwaway.</summary>
public sealed class ZzzHoldTests
{
    [Fact]
    public async Task Hold()
    {
        await using var portal = await PortalServer.StartAsync();
        await File.WriteAllTextAsync("/tmp/demo-hold", portal.Address.ToString(), CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(int.Parse(Environment.GetEnvironmentVariable("HOLD") ?? "1", System.Globalization.CultureInfo.InvariantCulture)), CancellationToken.None);
    }
}

using System.CommandLine;
using Portal.Demo;

namespace Portal.Hosting.CommandLine;

/// <summary><c>demo reset</c>: takes out everything and loads the demo organization anew.</summary>
internal static class DemoVerb
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var reset = new Command("reset", "Recreate the demo organization. What was changed in it is lost.");
        reset.SetAction((_, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            var organization = services.GetService<DemoOrganization>()
                ?? throw new InvalidOperationException("Demo:Enabled is off, so there is no demo organization here. Switch it on, for example Demo__Enabled=true.");
            await organization.ResetAsync(cancellationToken);
            return PortalCommandLine.Done;
        }));
        return new Command("demo", "The demo organization.") { reset };
    }
}

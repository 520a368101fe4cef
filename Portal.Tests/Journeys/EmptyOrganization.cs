using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>A portal as it is on its first day: the organization's people, and nothing else yet.</summary>
internal static class EmptyOrganization
{
    /// <summary>Starts one. The demo's personas may sign in.</summary>
    public static async Task<PortalServer> StartAsync()
    {
        var portal = await PortalServer.StartAsync();
        await portal.Get<Eraser>().RunAsync(CancellationToken.None);
        await portal.Get<Migrator>().RunAsync(CancellationToken.None);
        await portal.Get<ImportPeople>().RunAsync(
            new StringReader(Repository.Read("Portal/Demo/Organization/people.csv")), Caller.System("tests"), CancellationToken.None);
        return portal;
    }
}

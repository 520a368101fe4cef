using Portal.Tests.Support;

namespace Portal.Tests.Journeys.Pictures;

/// <summary><c>dotnet run --project Portal.Tests -- pictures</c>: takes the README's pictures again and writes those that show something else.</summary>
internal static class PictureProgram
{
    /// <summary>Takes them.</summary>
    public static async Task<int> RunAsync()
    {
        await using var portal = await PortalServer.StartAsync();
        foreach (var picture in Picture.All)
        {
            var shot = await picture.TakeAsync(portal);
            var difference = await picture.CompareAsync(shot);
            if (difference.IsPerceptible)
            {
                await picture.KeepAsync(shot);
            }
            Console.WriteLine($"{picture.File}: {(difference.IsPerceptible ? "written" : "still true")}, {difference.Share:P2} differs");
        }
        return 0;
    }
}

using System.Collections.Concurrent;

namespace Portal.Tests.Support;

/// <summary>
/// The demo organization as a portal's first start leaves it: a database and a data directory. Loaded once in a run and engine, which takes
/// seconds; portals of the demo start over copies.
/// </summary>
internal sealed class DemoTemplate
{
    private static readonly ConcurrentDictionary<Engine, Lazy<Task<DemoTemplate>>> Loaded = new();
    private static readonly SemaphoreSlim Copying = new(1);
    private readonly TestDatabase _database;
    private readonly string _directory;

    private DemoTemplate(TestDatabase database, string directory) => (_database, _directory) = (database, directory);

    /// <summary>A database and a data directory of somebody's own.</summary>
    /// <param name="engine">On which engine.</param>
    /// <param name="load">Starts a portal over an empty database and directory, which loads the demo, and stops it.</param>
    public static async Task<(TestDatabase Database, string Directory)> CopyAsync(Engine engine, Func<TestDatabase, string, Task> load)
    {
        var template = await Loaded.GetOrAdd(engine, _ => new(() => LoadAsync(engine, load))).Value;
        await Copying.WaitAsync();
        try
        {
            var directory = NewDirectory();
            foreach (var file in Directory.EnumerateFiles(template._directory, "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(directory, Path.GetRelativePath(template._directory, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
            return (await template._database.CopyAsync(), directory);
        }
        finally
        {
            Copying.Release();
        }
    }

    /// <summary>An empty data directory.</summary>
    public static string NewDirectory() => Directory.CreateTempSubdirectory("governance-tests-portal-").FullName;

    private static async Task<DemoTemplate> LoadAsync(Engine engine, Func<TestDatabase, string, Task> load)
    {
        var template = new DemoTemplate(await TestDatabase.CreateAsync(engine), NewDirectory());
        await load(template._database, template._directory);
        TestRun.AtEnd(async () =>
        {
            await template._database.DisposeAsync();
            Directory.Delete(template._directory, recursive: true);
        });
        return template;
    }
}

using System.Globalization;
using System.Text.Json;
using Portal.Tests.Support;

namespace Portal.Tests.Platforms.Aws.Peer;

/// <summary>
/// Another simulator of AWS policies, run as a program: the npm package <c>@cloud-copilot/iam-simulate</c>, installed into a temporary folder
/// that goes away again. Its licence is the AGPL: it is measured and asked for a second opinion, and nothing of it is part of the project.
/// The script below calls it as its README says.
/// </summary>
internal sealed class PeerSimulator : IAsyncDisposable
{
    private const string Package = "@cloud-copilot/iam-simulate@0.1.173";

    private const string Script = """
        import { readFileSync, writeFileSync } from 'node:fs'
        import { anonymousPrincipal, runSimulation } from '@cloud-copilot/iam-simulate'

        const [, , casesFile, answersFile, warmUp, sharedFile] = process.argv
        const shared = JSON.parse(readFileSync(sharedFile, 'utf8'))
        const cases = readFileSync(casesFile, 'utf8').split('\n').filter(line => line).map(line => {
          const { id, ...simulation } = { ...shared, ...JSON.parse(line) }
          if (simulation.request.principal?.type === 'Anonymous') simulation.request.principal = anonymousPrincipal
          return simulation
        })

        async function decide(simulation) {
          try {
            const response = await runSimulation(simulation, {})
            return response.resultType === 'error' ? 'refused: ' + JSON.stringify(response.errors) : response.overallResult
          } catch (error) {
            return 'refused: ' + error.message
          }
        }

        for (const simulation of cases.slice(0, Number(warmUp))) await decide(simulation)
        const decisions = []
        const before = process.cpuUsage()
        for (const simulation of cases) decisions.push(await decide(simulation))
        const spent = process.cpuUsage(before)
        writeFileSync(answersFile, JSON.stringify({ Decisions: decisions, CpuSeconds: (spent.user + spent.system) / 1e6 }))
        """;

    private readonly string _directory;
    private readonly string _node;

    private PeerSimulator(string directory, string node)
    {
        _directory = directory;
        _node = node;
    }

    /// <summary>Installs it; null when this machine has no Node.js.</summary>
    /// <exception cref="InvalidOperationException">It cannot be installed; the message says why.</exception>
    public static async Task<PeerSimulator?> InstallAsync()
    {
        if (MachineProgram.OnPath("node") is not { } node || MachineProgram.OnPath("npm") is not { } npm)
        {
            return null;
        }
        var peer = new PeerSimulator(Directory.CreateTempSubdirectory("governance-peer-").FullName, node);
        try
        {
            await File.WriteAllTextAsync(peer.PathOf("package.json"), """{"private":true,"type":"module"}""");
            await File.WriteAllTextAsync(peer.PathOf("decide.js"), Script);
            await MachineProgram.RunAsync(npm, "install", "--prefix", peer._directory, "--no-audit", "--no-fund", "--ignore-scripts", Package);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Has it decide cases, one JSON text each.</summary>
    /// <param name="cases">The cases.</param>
    /// <param name="warmUp">How many of the first are decided before, unmeasured.</param>
    /// <param name="shared">Members that all cases have, as a JSON object; null when each has all of its own.</param>
    public async Task<PeerAnswers> DecideAsync(IEnumerable<string> cases, int warmUp, string? shared = null)
    {
        var (asked, alike, answered) = (PathOf("cases.jsonl"), PathOf("shared.json"), PathOf("answers.json"));
        await File.WriteAllLinesAsync(asked, cases);
        await File.WriteAllTextAsync(alike, shared ?? "{}");
        await MachineProgram.RunAsync(_node, PathOf("decide.js"), asked, answered, warmUp.ToString(CultureInfo.InvariantCulture), alike);
        await using var answers = File.OpenRead(answered);
        return (await JsonSerializer.DeserializeAsync<PeerAnswers>(answers))!;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string PathOf(string file) => Path.Combine(_directory, file);
}

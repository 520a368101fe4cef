using System.CommandLine;
using System.Text.Json;
using Portal.Audit.Delivery;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Packs;
using Portal.Data.Audit.Verification;
using Portal.Data.Reviews.Evidence;
using Portal.Data.Storage;
using Portal.Hosting.CommandLine;

namespace Portal.Audit;

/// <summary><c>audit verify</c>, <c>audit new-key</c> and <c>audit rotate-key</c>: what is done to the audit trail without the portal running.</summary>
internal static class AuditVerb
{
    private static readonly JsonSerializerOptions Printed = new(StoredJson.Options) { WriteIndented = true };

    /// <summary>The verb.</summary>
    public static Command Create() => new("audit", "The audit trail.") { CreateVerify(), CreateNewKey(), CreateRotateKey() };

    private static Command CreateVerify()
    {
        var database = new Option<bool>("--database") { Description = "Verify the database; this is what happens without it, too." };
        var export = new Option<FileInfo?>("--export") { Description = "Verify an export with proofs instead, as GET /api/v1/audit/export?format=proofs gives it; needs no database." };
        var pack = new Option<FileInfo?>("--pack") { Description = "Verify an evidence pack instead, as GET /api/v1/audit/export?format=pack or /campaigns/{id}/evidence gives it; needs no database." };
        var checkpoints = new Option<FileInfo?>("--checkpoints") { Description = "A file of checkpoints that were kept elsewhere, as Audit:CheckpointFile writes them." };
        var bucket = new Option<bool>("--bucket") { Description = "Hold it against all that lies in the bucket of Audit:CheckpointBucket, too: every version of every checkpoint." };
        var since = new Option<FileInfo?>("--since")
        {
            Description = "A file of checkpoints that was kept elsewhere: verify only what came after the largest one that a trusted key signed. Earlier entries are not read again.",
        };
        var keys = new Option<string[]>("--key") { Description = "A public key to trust, as NAME+ID+KEY; several for several. Without one, that of the portal's key file." };
        keys.Validators.Add(result =>
        {
            foreach (var text in result.Tokens.Select(t => t.Value).Where(t => !IsKey(t)))
            {
                result.AddError($"'{text}' is not a public key. One looks like governance.example.com/audit+1a2b3c4d+AQ….");
            }
        });
        foreach (var option in new[] { export, pack, checkpoints, since })
        {
            option.Validators.Add(result =>
            {
                if (result.Tokens is [{ Value: var path }, ..] && !File.Exists(path))
                {
                    result.AddError($"There is no file {path}.");
                }
            });
        }
        var command = new Command("verify", "Verify the audit trail; the portal need not run. Prints what was found as JSON.") { database, export, pack, checkpoints, bucket, since, keys };
        command.Validators.Add(result =>
        {
            Option<FileInfo?>[] files = [export, pack, checkpoints, since];
            if (files.Count(option => result.GetValue(option) is not null) > 1)
            {
                result.AddError("Of --export, --pack, --checkpoints and --since only one can be verified at a time.");
            }
            else if (result.GetValue(bucket) && Array.Exists(files, option => option != checkpoints && result.GetValue(option) is not null))
            {
                result.AddError("--bucket goes with none of --export, --pack and --since: it is held against the whole record.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            IReadOnlyCollection<VerifierKey> trusted = [.. (parsed.GetValue(keys) ?? []).Select(VerifierKey.Parse)];
            Func<IReadOnlyCollection<VerifierKey>, Task<VerificationResult>>? ofFile =
                parsed.GetValue(export) is { } exported ? known => VerifyExport.RunAsync(exported.FullName, known, cancellationToken)
                : parsed.GetValue(pack) is { } packed ? known => VerifyEvidence.IsOne(packed.FullName)
                    ? VerifyEvidence.RunAsync(packed.FullName, known, cancellationToken)
                    : VerifyPack.RunAsync(packed.FullName, known, cancellationToken)
                : null;
            return ofFile is not null && trusted.Count > 0
                ? Print(await ofFile(trusted))
                : await PortalCommandLine.WithPortalAsync(async services => Print(
                    ofFile is not null ? await ofFile(OwnKey(services))
                    : parsed.GetValue(since) is { } kept
                        ? await services.GetRequiredService<VerifyRecord>().RunSinceAsync(trusted, kept.FullName, Caller.System("command line"), cancellationToken)
                        : await VerifyAsync(services, trusted, parsed.GetValue(checkpoints)?.FullName, parsed.GetValue(bucket), cancellationToken)));
        });
        return command;
    }

    private static async Task<VerificationResult> VerifyAsync(
        IServiceProvider services, IReadOnlyCollection<VerifierKey> trusted, string? file, bool withBucket, CancellationToken cancellationToken)
    {
        var verify = services.GetRequiredService<VerifyRecord>();
        if (!withBucket)
        {
            return await verify.RunAsync(trusted, file, Caller.System("command line"), cancellationToken);
        }
        var bucket = services.GetService<CheckpointBucket>() ?? throw new InvalidOperationException("No bucket is set. Set Audit__CheckpointBucket and what goes with it.");
        var gathered = Path.GetTempFileName();
        try
        {
            await bucket.GatherAsync(gathered, file, cancellationToken);
            return await verify.RunAsync(trusted, gathered, Caller.System("command line"), cancellationToken);
        }
        finally
        {
            File.Delete(gathered);
        }
    }

    private static IReadOnlyCollection<VerifierKey> OwnKey(IServiceProvider services) => services.GetRequiredService<AuditKeys>().FindPublic() is { } own
        ? [own]
        : throw new InvalidOperationException("There is no key file here to check the export's signature with. Bring the public key: --key NAME+ID+KEY.");

    private static Command CreateNewKey()
    {
        var command = new Command("new-key", "Print a new key that could sign the audit trail, to be kept as a secret (Audit:Key, Audit:NextKey); nothing is changed. Its public half goes to standard error.");
        command.SetAction((_, _) => PortalCommandLine.WithPortalAsync(services =>
        {
            var (secret, key) = services.GetRequiredService<AuditKeys>().Make();
            Console.WriteLine(secret);
            Console.Error.WriteLine($"Public key: {key}");
            return Task.FromResult(PortalCommandLine.Done);
        }));
        return command;
    }

    private static Command CreateRotateKey()
    {
        var command = new Command("rotate-key", "Replace the key that signs the audit trail, by that of Audit:NextKey or else by a new one in the key file, and print the new public key. With a key file, restart the other portals on this database with the new one.");
        command.SetAction((_, cancellationToken) => PortalCommandLine.WithPortalAsync(async services =>
        {
            await services.GetRequiredService<Migrator>().RunAsync(cancellationToken);
            Console.WriteLine(await services.GetRequiredService<AuditKeys>().RotateAsync(Caller.System("command line"), cancellationToken));
            return PortalCommandLine.Done;
        }));
        return command;
    }

    private static int Print(VerificationResult result)
    {
        Console.WriteLine(JsonSerializer.Serialize(result, Printed));
        foreach (var finding in result.Findings)
        {
            Console.Error.WriteLine(finding);
        }
        if (result.Since is { } since)
        {
            Console.Error.WriteLine(
                $"Verified from entry {since + 1} on. Of entries 1 to {since} it was verified only that the end of the stored tree comes to the root that was signed: neither "
                + "their content, nor rows of the portal that no later entry tells of. 'audit verify' without --since verifies everything.");
        }
        return result.IsWhole ? PortalCommandLine.Done : PortalCommandLine.Failed;
    }

    private static bool IsKey(string text)
    {
        try
        {
            return VerifierKey.Parse(text) is not null;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}

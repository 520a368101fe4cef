using Portal.Hosting.CommandLine;

return await PortalCommandLine.RunAsync(args);

/// <summary>The program; named so that tests can start the whole of it.</summary>
public sealed partial class Program;

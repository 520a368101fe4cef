namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>A simulation case cannot be read.</summary>
/// <param name="place">Where in it, for example <c>request.action</c>.</param>
/// <param name="reason">What is wrong there.</param>
internal sealed class CaseFormatException(string place, string reason) : Exception($"{place}: {reason}");

using System.Runtime.InteropServices;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>A decision before it is put into words.</summary>
/// <param name="Decision">Yes, no, or depends.</param>
/// <param name="Allowed">Whether everything that must allow does.</param>
/// <param name="Denied">Whether something denies.</param>
/// <param name="Shortfall">What surely does not allow; none when everything may.</param>
/// <param name="Level">With <see cref="Shortfall.ServiceControl"/>: which level, from 0.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Verdict(AccessDecision Decision, Truth Allowed, Truth Denied, Shortfall Shortfall = Shortfall.None, int Level = 0);

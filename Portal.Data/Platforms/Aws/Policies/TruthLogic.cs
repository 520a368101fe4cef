namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>Three-valued logic (Kleene): what holds whatever the unknown facts turn out to be.</summary>
internal static class TruthLogic
{
    extension(Truth truth)
    {
        /// <summary>Both hold.</summary>
        public Truth And(Truth other) => truth < other ? truth : other;

        /// <summary>At least one holds.</summary>
        public Truth Or(Truth other) => truth > other ? truth : other;

        /// <summary>It does not hold.</summary>
        public Truth Not() => (Truth)((int)Truth.Yes - (int)truth);

        /// <summary>A known fact.</summary>
        public static Truth Of(bool holds) => holds ? Truth.Yes : Truth.No;
    }
}

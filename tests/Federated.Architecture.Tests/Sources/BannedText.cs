using System.Text.RegularExpressions;
using Federated.Architecture.Tests.Repository;

namespace Federated.Architecture.Tests.Sources;

/// <summary>Words that have no place in the tree: unfinished work, folders of one machine, and talk of how the text was written rather than what it does.</summary>
internal static partial class BannedText
{
    public static IEnumerable<string> Find(SourceTree tree) =>
        from path in tree.Paths
        from rule in Rules
        from Match match in rule.Pattern.Matches(tree[path])
        select $"{path} line {LineOf(tree[path], match.Index)}: '{match.Value}'. {rule.Reason}";

    private static readonly (Regex Pattern, string Reason)[] Rules =
    [
        (Unfinished(), "Finish it, or file it where work is planned."),
        (MachinePath(), "A path of one machine; take it from an option, or make a temporary folder."),
        (Workplace(), "Say what the code does, not how it came to be."),
    ];

    private static int LineOf(string text, int index) => text.AsSpan(0, index).Count('\n') + 1;

    // A bracketed letter keeps these lines from finding themselves.
    [GeneratedRegex(@"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b|Not[I]mplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"(?<![\w.$}~/*-])/(?:w[o]rk|t[m]p|h[o]me|r[o]ot|f[a]rm|U[s]ers)/|\b[A-Z]:\\U[s]ers\\")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\b(?:(?:sub-?|coding |ai )[a]gents?|[a]ssistants?|w[o]rktrees?|(?:this|previous|earlier|last|next) working s[e]ssion|large l[a]nguage models?|[L]LMs?)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Workplace();
}

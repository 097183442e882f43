namespace Federated.Tasks.Text;

/// <summary>What a character is to <see cref="TextRuns"/>.</summary>
internal enum CharacterKind
{
    /// <summary>Divides runs.</summary>
    Boundary,

    /// <summary>Letter or digit of a script that writes words.</summary>
    Letter,

    /// <summary>Ideograph or kana.</summary>
    Ideograph,

    /// <summary>Combines with the character before.</summary>
    Mark,

    /// <summary>Left out between letters.</summary>
    Apostrophe,

    /// <summary>A word by itself.</summary>
    Symbol,
}

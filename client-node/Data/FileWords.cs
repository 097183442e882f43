namespace Federated.ClientNode.Data;

/// <summary>Says why a file cannot be opened, without the platform's own phrasing.</summary>
internal static class FileWords
{
    public static string Of(Exception fault) => fault switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "its folder does not exist",
        UnauthorizedAccessException => "it is a folder, or this user may not read it",
        _ => fault.Message,
    };
}

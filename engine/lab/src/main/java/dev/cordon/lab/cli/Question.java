package dev.cordon.lab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Locale;

/// A question to the person at the terminal. No answer is a no.
final class Question {
    private static final BufferedReader IN =
            new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));

    private Question() {}

    static boolean yes(String text) throws IOException {
        System.out.print(text + " [y/N] ");
        System.out.flush();
        var answer = IN.readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }
}
